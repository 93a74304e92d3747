package dev.sallyport.benchmarks.peers;

import dev.sallyport.benchmarks.engine.Engine;
import dev.sallyport.benchmarks.engine.Engines;
import dev.sallyport.benchmarks.workload.Workload;

/** cedar-java as a peer. */
public final class CedarPeer implements Engines.Peer {
    @Override
    public String name() {
        return "cedar-java";
    }

    @Override
    public Engine<?> of(Workload workload) {
        return new CedarEngine(workload);
    }
}
