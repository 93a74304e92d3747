/** Where the published test vectors lie, and how a run over them is counted. Test code only. */
package dev.sallyport.vectors;
