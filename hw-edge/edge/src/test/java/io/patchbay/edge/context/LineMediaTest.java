package io.patchbay.edge.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.line.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineMediaTest {
  /// Analogue lines have a hybrid; the mobile network cancels its own.
  @ParameterizedTest
  @CsvSource({"FXS,,64", "FXO,,64", "SIM,,0", "FXO,0,0", "SIM,32,32"})
  void theEchoCancellerIsAsLongAsTheDocumentSaysOrTheKindNeeds(
      LineKind kind, Integer said, int millis) {
    var spec = LineSpec.newBuilder();
    if (said != null) {
      spec.setEchoTailMs(said);
    }
    assertEquals(millis, LineMedia.echoTailMillis(spec.build(), kind));
  }
}
