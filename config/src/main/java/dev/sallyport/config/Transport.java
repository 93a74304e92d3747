package dev.sallyport.config;

import dev.sallyport.policy.IpRange;
import java.nio.file.Path;
import java.util.List;

/** How the bytes of a listener are protected on their way. */
public sealed interface Transport {
    /** Plain HTTP on a loopback address: what arrives comes from this machine. */
    record PlainLoopback() implements Transport {}

    /**
     * TLS here.
     *
     * @param certificate PEM, the server's certificate first, then its chain
     * @param privateKey PEM, readable by its owner alone
     */
    record Tls(Path certificate, Path privateKey) implements Transport {}

    /**
     * Plain HTTP from a TLS terminator; peers outside its addresses are refused.
     *
     * @param terminators not empty
     */
    record TerminatedUpstream(List<IpRange> terminators) implements Transport {
        public TerminatedUpstream {
            terminators = List.copyOf(terminators);
        }
    }
}
