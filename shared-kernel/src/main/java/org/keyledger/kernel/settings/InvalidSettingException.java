package org.keyledger.kernel.settings;

/** A setting has a value that is not accepted. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String property;
    private final String problem;

    /**
     * @param property such as {@code keyledger.hashing.threads}
     * @param problem such as {@code must be 0 or greater, was -1}
     */
    public InvalidSettingException(String property, String problem) {
        super(property + " " + problem);
        this.property = property;
        this.problem = problem;
    }

    public String property() {
        return property;
    }

    /** Completes a sentence that begins with the property. */
    public String problem() {
        return problem;
    }
}
