package io.patchbay.console.api;

import io.patchbay.console.live.Lines;
import io.patchbay.contract.Fault;
import io.patchbay.proto.edge.v1.AudioTestResult;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.TestAudio;
import io.patchbay.proto.line.v1.TestAudioResponse;
import java.time.Duration;

/// Has the audio of lines tested, whoever asks. Blocks; thread-safe.
public final class AudioTests {
  /// The call may ring for half a minute.
  private static final Duration TEST = Duration.ofSeconds(50);

  private final Lines lines;
  private final Peers peers;

  public AudioTests(Lines lines, Peers peers) {
    this.lines = lines;
    this.peers = peers;
  }

  /// Returns with the result.
  ///
  /// @param number is called; empty: as the line's document says
  /// @throws Fault NOT_FOUND, or the test could not be made
  public TestAudioResponse test(String line, String number) {
    var _ = lines.find(line);
    AudioTestResult result =
        peers
            .execute(
                line,
                Command.newBuilder()
                    .setTestAudio(TestAudio.newBuilder().setLine(line).setNumber(number)),
                TEST)
            .getAudioTest();
    return TestAudioResponse.newBuilder()
        .setPassed(result.getPassed())
        .setWords(result.getWords())
        .build();
  }
}
