package dev.sallyport.json;

/**
 * Where something stands in a text: from its first character to just behind its last one. Lines and columns count from
 * one, columns in UTF-16 units, and only a line feed ends a line.
 */
public record Span(int line, int column, int endLine, int endColumn) {}
