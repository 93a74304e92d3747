package dev.sallyport.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is not accepted, with every fault of every file. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    ConfigurationException(List<Fault> faults) {
        super(faults.size() + (faults.size() == 1 ? " fault" : " faults") + " in the configuration");
        this.faults = List.copyOf(faults);
    }

    /** All of them, by file, line and column; at least one. */
    public List<Fault> faults() {
        return faults;
    }

    /** One line for each fault: {@code file:line:column: path: message}. */
    public String report() {
        return faults.stream().map(fault -> fault + "\n").collect(Collectors.joining());
    }
}
