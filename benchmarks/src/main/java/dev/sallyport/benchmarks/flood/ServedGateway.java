package dev.sallyport.benchmarks.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code ./sallyport serve} in a folder of its own, with two users and every limit as it comes. */
final class ServedGateway implements AutoCloseable {
    /** The script builds the checkout when it has changed. */
    private static final long START_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Process process;
    private final int port;

    private ServedGateway(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServedGateway start(Path root, Path folder) throws IOException {
        int api = freePort();
        int proxy = freePort();
        byte[] rootKey = new byte[32];
        new SecureRandom().nextBytes(rootKey);
        Files.createDirectories(folder.resolve("identities"));
        secret(folder.resolve("root-key"), Base64.getEncoder().encodeToString(rootKey));
        secret(folder.resolve("calm"), Sender.CALM.secret());
        secret(folder.resolve("user"), Sender.USER.secret());
        Files.writeString(folder.resolve("identities/all.yaml"), """
                account: "111122223333"
                users:
                  - name: calm
                    access-keys: [{id: %s, secret: "file:../calm"}]
                  - name: user
                    access-keys: [{id: %s, secret: "file:../user"}]
                """.formatted(
                        Sender.CALM.accessKeyId(), Sender.USER.accessKeyId()));
        Path config = folder.resolve("sallyport.yaml");
        Files.writeString(config, """
                trust-domain: benchmarks.sallyport.test
                root-key: file:root-key
                data-directory: data
                identities: identities/
                regions: [us-east-1]
                listeners:
                  api: {address: 127.0.0.1, port: %d, public-url: "http://localhost:%d"}
                  proxy: {address: 127.0.0.1, port: %d, public-url: "http://localhost:%d"}
                """.formatted(api, api, proxy, proxy));
        Process process = new ProcessBuilder(
                        root.resolve("sallyport").toString(), "serve", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        long start = System.nanoTime();
        while (!answers(api)) {
            if (!process.isAlive() || System.nanoTime() - start > START_NANOS) {
                process.destroyForcibly();
                throw new IOException("the gateway did not start: " + Files.readString(folder.resolve("log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return new ServedGateway(process, api);
    }

    int port() {
        return port;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The folder is not needed any more after this. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
