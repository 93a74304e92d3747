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

    @Override
    public void add(Place place, String message) {
        faults.add(Fault.at(place, message));
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
