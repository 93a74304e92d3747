package dev.sallyport.gateway.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Calls back on SIGHUP, where the system has it.
 *
 * <p>The JDK offers signals only through {@code sun.misc.Signal} of the module {@code jdk.unsupported}. It is reached by
 * reflection because the compiler's warning about it cannot be suppressed.
 */
final class Reload {
    private static final String SIGNAL = "HUP";

    private Reload() {}

    /** @return whether the signal will be heard */
    static boolean onHangUp(Runnable reload) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler invocation = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    reload.run();
                    return null;
                }
                return method.getName().equals("equals") ? (Object) (proxy == arguments[0]) : SIGNAL.hashCode();
            };
            Object callback = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, invocation);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(SIGNAL), callback);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
