package dev.sallyport.policy.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Puts one defect after the other into a copy of the engine's source, compiles the copy in memory, and compares it with the
 * naive evaluator until they disagree.
 */
final class SeededDefects {
    private static final String ENGINE = "dev.sallyport.policy.";

    /** @param requests until it was found; empty when it was not */
    record Found(SeededDefect defect, Optional<Long> requests) {}

    private final Path source;

    /** @param source the folder of the engine's package */
    SeededDefects(Path source) {
        this.source = source;
    }

    /** Asks a copy of the engine with the defect at most {@code limit} requests. */
    Found seek(SeededDefect defect, long seed, long limit) throws ReflectiveOperationException {
        return new Found(defect, ask(compiled(Optional.of(defect)), seed, limit));
    }

    /** Asks a copy of the engine with no defect, which shows that it is not the copying that is found. */
    Optional<Long> seekNothing(long seed, long limit) throws ReflectiveOperationException {
        return ask(compiled(Optional.empty()), seed, limit);
    }

    private static Optional<Long> ask(ClassLoader engine, long seed, long limit) throws ReflectiveOperationException {
        // The comparison, too, is loaded anew, so that it asks the copy.
        Method find = engine.loadClass(Comparison.class.getName()).getDeclaredMethod("find", long.class, long.class);
        find.setAccessible(true);
        long found = (long) find.invoke(null, seed, limit);
        return found < 0 ? Optional.empty() : Optional.of(found);
    }

    private ClassLoader compiled(Optional<SeededDefect> defect) {
        List<JavaFileObject> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(source)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".java")).sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                String text = Files.readString(file);
                if (defect.isPresent() && name.equals(defect.get().file())) {
                    text = with(defect.get(), text);
                }
                sources.add(new Source(name, text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compile(sources);
    }

    private static String with(SeededDefect defect, String text) {
        int at = text.indexOf(defect.right());
        if (at < 0 || text.indexOf(defect.right(), at + 1) >= 0) {
            throw new IllegalStateException("`" + defect.right() + "` must stand once in " + defect.file()
                    + ".java for the defect \"" + defect.name() + "\"; follow the engine in SeededDefect");
        }
        return text.replace(defect.right(), defect.wrong());
    }

    private static ClassLoader compile(List<JavaFileObject> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, Compiled> classes = new HashMap<>();
        JavaFileManager files =
                new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                        return classes.computeIfAbsent(name, Compiled::new);
                    }
                };
        List<String> options = List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
        if (!compiler.getTask(Writer.nullWriter(), files, null, options, null, sources)
                .call()) {
            throw new IllegalStateException(
                    "the copy of the engine does not compile; follow the engine in SeededDefect");
        }
        return new Loader(classes);
    }

    /** The copy of the engine, and the naive evaluator and comparison bound to it; everything else is shared. */
    private static final class Loader extends ClassLoader {
        private final Map<String, Compiled> engine;

        Loader(Map<String, Compiled> engine) {
            super(SeededDefects.class.getClassLoader());
            this.engine = engine;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(ENGINE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    byte[] code = engine.containsKey(name) ? engine.get(name).code() : original(name);
                    loaded = defineClass(name, code, 0, code.length);
                }
                return loaded;
            }
        }

        private byte[] original(String name) throws ClassNotFoundException {
            try (InputStream code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                return Objects.requireNonNull(code, name).readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///dev/sallyport/policy/" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Compiled extends SimpleJavaFileObject {
        private final java.io.ByteArrayOutputStream code = new java.io.ByteArrayOutputStream();

        Compiled(String name) {
            super(URI.create("mem:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public java.io.OutputStream openOutputStream() {
            return code;
        }

        byte[] code() {
            return code.toByteArray();
        }
    }
}
