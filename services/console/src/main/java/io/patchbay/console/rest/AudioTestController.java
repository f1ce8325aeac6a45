package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.patchbay.console.api.AudioTests;
import io.patchbay.console.api.Peers;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.live.Lines;
import io.patchbay.console.users.Role;
import org.jspecify.annotations.Nullable;

/// `/api/lines/{name}/audio-test`: whether the audio of a SIM line works.
@Controller("/api/lines/{name}/audio-test")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AudioTestController {
  private final AudioTests tests;
  private final AuditTrail audit;

  AudioTestController(Lines lines, Peers peers, AuditTrail audit) {
    tests = new AudioTests(lines, peers);
    this.audit = audit;
  }

  /// A number where the network echoes; absent: as the line's document says.
  @Serdeable
  record Wanted(@Nullable String number) {}

  /// As `line.v1.TestAudioResponse`; may take 45 s.
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  String test(HttpRequest<?> request, String name, @Body Wanted wanted) {
    String user = Callers.name(request, Role.OPERATOR);
    String number = wanted.number() == null ? "" : wanted.number().strip();
    return audit.noted(user, "audio-test", name, () -> Json.of(tests.test(name, number)));
  }
}
