package dev.sallyport.config.trust;

/**
 * A subject that begins with its owner: {@code repo:octo-org/…} is label {@code repo:} and end {@code /}.
 *
 * @param end the character that ends the owner's name, which the name cannot hold
 */
record OwnerForm(String label, char end) {
    boolean fits(String subject) {
        return subject.regionMatches(true, 0, label, 0, label.length());
    }

    @Override
    public String toString() {
        return label + "OWNER" + end;
    }
}
