package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// Gives tests a [Lab] on the one gateway of this test run; a failed test tells where the logs are,
/// and their end.
public final class SharedGateway
    implements ParameterResolver, AfterEachCallback, TestExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(SharedGateway.class);
  private static final int TAIL_LINES = 40;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Lab.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Lab.class, _ -> lab(context), Lab.class);
  }

  private static Lab lab(ExtensionContext context) {
    Gateway gateway =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Gateway.class, _ -> start(), Gateway.class);
    try {
      return new Lab(gateway);
    } catch (IOException e) {
      throw new AssertionError("lab", e);
    }
  }

  private static Gateway start() {
    try {
      return Gateway.start("--config", documents().toString());
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError("gateway", e);
    }
  }

  /// The sample configuration, which is also the built-in one, and what tests need besides.
  private static Path documents() throws IOException, URISyntaxException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "documents")), "d");
    Path more = Path.of(SharedGateway.class.getResource("/documents").toURI());
    for (Path source : List.of(Path.of("..", "..", "docs", "sample-config"), more)) {
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.copy(file, directory.resolve(file.getFileName()));
        }
      }
    }
    return directory;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Lab lab = context.getStore(NAMESPACE).remove(Lab.class, Lab.class);
    if (lab != null) {
      lab.close();
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Lab lab = context.getStore(NAMESPACE).get(Lab.class, Lab.class);
    if (lab != null) {
      failure.addSuppressed(new AssertionError(logs(lab.gateway())));
    }
    throw failure;
  }

  private static String logs(Gateway gateway) throws IOException {
    Path log = gateway.data().resolve("logs").resolve("patchbay.log");
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of("(none)");
    return "end of "
        + log
        + ":\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }
}
