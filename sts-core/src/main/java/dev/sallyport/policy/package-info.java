/**
 * The IAM policy language: documents are parsed once, checked and compiled, and then decide requests.
 *
 * <p>Everything here is pure. It knows nothing of users, roles or stores: a caller hands over the policies that apply to a
 * principal ({@link dev.sallyport.policy.PolicySet}) and one request, and gets a decision with its reasons. Role
 * assumption, the request gate, the configuration checks and the command line all ask this package and nothing else.
 */
@NullMarked
package dev.sallyport.policy;

import org.jspecify.annotations.NullMarked;
