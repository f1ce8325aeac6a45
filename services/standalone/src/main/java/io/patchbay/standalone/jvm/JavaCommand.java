package io.patchbay.standalone.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of another JVM of ours: the same JDK and class path, the start cache if there
/// is one.
public final class JavaCommand {
  private JavaCommand() {}

  /// With the start cache of the class path, if there is one.
  ///
  /// @param options of the JVM, such as its heap
  public static List<String> of(List<String> options, String mainClass, List<String> arguments) {
    List<String> command = plain(options, mainClass, arguments);
    command.addAll(1, StartCache.options(mainClass));
    return command;
  }

  /// Without the cache, and writing it at the end.
  public static List<String> training(
      Path cache, List<String> options, String mainClass, List<String> arguments) {
    List<String> command = plain(options, mainClass, arguments);
    command.addAll(1, StartCache.training(cache));
    return command;
  }

  private static List<String> plain(
      List<String> options, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.ALL);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    return command;
  }
}
