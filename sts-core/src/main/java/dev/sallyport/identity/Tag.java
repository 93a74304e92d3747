package dev.sallyport.identity;

/** A name and a value on a principal, a session or a resource. Characters and lengths are checked where it enters. */
public record Tag(String key, String value) {}
