package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what one reading of all files finds wrong or worth a warning. */
final class Findings implements FaultSink {
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final List<Warning> warnings = new ArrayList<>();
    private boolean allFilesRead = true;

    @Override
    public void add(Place place, String message) {
        faults.add(Fault.at(place, message));
    }

    /** A file could not be read, so names that seem to lead nowhere may well be in it. */
    void fileNotRead() {
        allFilesRead = false;
    }

    /** A name that leads nowhere; only said when every file could be read. */
    void addDangling(Place place, String message) {
        if (allFilesRead) {
            add(place, message);
        }
    }

    void warn(Place place, String message) {
        warnings.add(Warning.at(place, message));
    }

    int faultCount() {
        return faults.size();
    }

    List<Fault> faults() {
        return faults.stream().sorted(Fault.BY_PLACE).toList();
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }
}
