package dev.sallyport.benchmarks.peers;

import dev.sallyport.benchmarks.engine.Engine;
import dev.sallyport.benchmarks.engine.Engines;
import dev.sallyport.benchmarks.workload.Workload;

/** jCasbin as a peer. */
public final class CasbinPeer implements Engines.Peer {
    @Override
    public String name() {
        return "jCasbin";
    }

    @Override
    public Engine<?> of(Workload workload) {
        return new CasbinEngine(workload);
    }
}
