package io.patchbay.standalone.jvm;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a training run taught the JVM: loaded and linked classes and method profiles, in one file
/// beside the jars (JEP 483, 514, 515). Without it, or with one of other jars, everything works and
/// starts slower.
public final class StartCache {
  /// Beside the folder of the jars.
  public static final String FILE_NAME = "patchbay.aot";

  private StartCache() {}

  /// Where the cache of the running class path belongs.
  public static Path file() {
    Path lib = firstJar().toAbsolutePath().getParent();
    return lib == null || lib.getParent() == null
        ? Path.of(FILE_NAME)
        : lib.getParent().resolve(FILE_NAME);
  }

  /// Whether it was made from the jars as they are.
  public static boolean isFresh(Path file) {
    long made = file.toFile().lastModified();
    return made > 0 && jars().stream().allMatch(jar -> new File(jar).lastModified() <= made);
  }

  /// Makes a JVM use the cache, quietly even when it is of other jars; nothing when there is none.
  static List<String> options() {
    return Optional.of(file())
        .filter(Files::exists)
        .map(file ->
            List.of("-XX:AOTCache=" + file, "-Xlog:disable", "-Xlog:all=error,aot*=off:stderr"))
        .orElse(List.of());
  }

  /// Makes a JVM write the cache when it ends.
  static List<String> training(Path file) {
    return List.of("-XX:AOTCacheOutput=" + file, "-Xlog:disable", "-Xlog:all=error:stderr");
  }

  private static Path firstJar() {
    return Path.of(jars().getFirst());
  }

  private static List<String> jars() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }
}
