package dev.sallyport.config.yaml;

/** Takes faults as they are found, so that one reading reports them all. */
@FunctionalInterface
public interface FaultSink {
    /** @param message what is wrong and what to do, without any secret */
    void add(Place place, String message);
}
