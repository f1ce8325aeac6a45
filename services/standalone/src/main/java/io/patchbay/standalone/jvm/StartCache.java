package io.patchbay.standalone.jvm;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a training run taught a JVM: loaded and linked classes and method profiles, in one file
/// beside the jars (JEP 483, 514, 515). Without it, or with one of other jars, everything works and
/// starts slower.
public enum StartCache {
  /// For every program of ours.
  GATEWAY("patchbay.aot"),
  /// For an edge in a JVM of its own: half of the other's memory.
  EDGE("edge.aot");

  private static final String EDGE_MAIN = "io.patchbay.edge.EdgeMain";

  private final String fileName;

  StartCache(String fileName) {
    this.fileName = fileName;
  }

  /// Where it belongs: beside the folder of the jars of the running class path.
  public Path file() {
    Path lib = Path.of(jars().getFirst()).toAbsolutePath().getParent();
    return lib == null || lib.getParent() == null
        ? Path.of(fileName)
        : lib.getParent().resolve(fileName);
  }

  /// Whether it was made from the jars as they are.
  public boolean isFresh() {
    long made = file().toFile().lastModified();
    return made > 0 && jars().stream().allMatch(jar -> new File(jar).lastModified() <= made);
  }

  /// Makes a JVM use the cache that suits it best, quietly even when it is of other jars; nothing
  /// when there is none. Mapped where it was made for: elsewhere each JVM has a copy of its own.
  static List<String> options(String mainClass) {
    return (mainClass.equals(EDGE_MAIN) ? Stream.of(EDGE, GATEWAY) : Stream.of(GATEWAY))
        .map(StartCache::file)
        .filter(Files::exists)
        .findFirst()
        .map(file ->
            List.of(
                "-XX:AOTCache=" + file,
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-Xlog:disable",
                "-Xlog:all=error,aot*=off:stderr"))
        .orElse(List.of());
  }

  /// Makes a JVM write a cache when it ends.
  static List<String> training(Path file) {
    return List.of("-XX:AOTCacheOutput=" + file, "-Xlog:disable", "-Xlog:all=error:stderr");
  }

  private static List<String> jars() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }
}
