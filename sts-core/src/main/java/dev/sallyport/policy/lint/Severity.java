package dev.sallyport.policy.lint;

/** How much a finding matters, in the words of IAM Access Analyzer. */
public enum Severity {
    /** The document is refused, or the part that the finding is about can never do anything. */
    ERROR,
    /** The document lets in more than its author is likely to want. */
    SECURITY_WARNING,
    /** It works, and is likely to be read or to work otherwise than meant. */
    GENERAL_WARNING,
    /** Something could be left out or said better. */
    SUGGESTION
}
