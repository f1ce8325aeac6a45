package io.patchbay.trunk.run;

import io.patchbay.contract.Fault;
import io.patchbay.contract.Refusals;
import io.patchbay.proto.call.v1.Recording;
import io.patchbay.proto.config.v1.RecordingSpec;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Record;
import io.patchbay.proto.edge.v1.StopRecording;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.Leg;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records calls where an account of the call consents and none denies it. Thread-safe; waits for
/// the edge.
final class RecordControl {
  private static final Logger LOG = LoggerFactory.getLogger(RecordControl.class);
  private static final int DEFAULT_BEEP_S = 15;
  private static final int DEFAULT_MINUTES = 240;

  private final DtmfAccounts accounts;
  private final Commands edges;

  /// Sends a command to an edge; its one result comes back.
  interface Commands {
    void send(String edge, Command command, Consumer<CommandResult> done);
  }

  RecordControl(DtmfAccounts accounts, Commands edges) {
    this.accounts = accounts;
    this.edges = edges;
  }

  CompletableFuture<Recording> record(CallState call) {
    if (call.phase() != Phase.ACTIVE) {
      throw new Fault(Fault.Kind.INVALID, "call " + call.id() + " is not answered");
    }
    Leg caller =
        call.caller()
            .filter(Leg::live)
            .orElseThrow(
                () -> new Fault(Fault.Kind.INVALID, "call " + call.id() + " has no caller"));
    RecordingSpec allowed = allowing(call);
    int minutes = allowed.getMaxMinutes() == 0 ? DEFAULT_MINUTES : allowed.getMaxMinutes();
    var command =
        Command.newBuilder()
            .setRecord(
                Record.newBuilder()
                    .setLegId(caller.id())
                    .setBeepIntervalS(beepSeconds(allowed))
                    .setMaxS(minutes * 60)
                    .setFormat(allowed.getFormat())
                    .setAnnouncement(allowed.getAnnouncement()))
            .build();
    return ask(call, command);
  }

  private static int beepSeconds(RecordingSpec allowed) {
    if (allowed.getConsent() == RecordingSpec.Consent.CONSENT_GIVEN) {
      return 0;
    }
    return allowed.getBeepIntervalS() == 0 && allowed.getAnnouncement().isEmpty()
        ? DEFAULT_BEEP_S
        : allowed.getBeepIntervalS();
  }

  CompletableFuture<Recording> stop(CallState call) {
    return ask(
        call,
        Command.newBuilder()
            .setStopRecording(StopRecording.newBuilder().setCallId(call.id()))
            .build());
  }

  private static Recording recording(CallState call, String file) {
    return Recording.newBuilder().setCallId(call.id()).setEdge(call.edge()).setFile(file).build();
  }

  /// The strictest of what the accounts of the call say.
  private RecordingSpec allowing(CallState call) {
    RecordingSpec strictest = RecordingSpec.getDefaultInstance();
    for (Leg leg : call.legs()) {
      RecordingSpec said = accounts.of(leg.party()).media().getRecording();
      if (leg.live() && strictness(said) > strictness(strictest)) {
        strictest = said;
      }
    }
    return switch (strictest.getConsent()) {
      case CONSENT_TONE, CONSENT_GIVEN -> strictest;
      case CONSENT_DENIED ->
          throw new Fault(
              Fault.Kind.FORBIDDEN,
              "an account of call " + call.id() + " denies recording (media.recording.consent)");
      case CONSENT_UNSPECIFIED, UNRECOGNIZED ->
          throw new Fault(
              Fault.Kind.FORBIDDEN,
              "no account of call "
                  + call.id()
                  + " consents to recording (media.recording.consent)");
    };
  }

  private static int strictness(RecordingSpec said) {
    return switch (said.getConsent()) {
      case CONSENT_UNSPECIFIED -> 0;
      case CONSENT_GIVEN -> 1;
      case CONSENT_TONE -> 2;
      case CONSENT_DENIED, UNRECOGNIZED -> 3;
    };
  }

  /// The edge's answer, or that it gives none, comes on another thread.
  private CompletableFuture<Recording> ask(CallState call, Command command) {
    var answer = new CompletableFuture<Recording>();
    var what = command.getCommandCase();
    edges.send(
        call.edge(),
        command,
        result -> {
          if (result.hasRefused()) {
            answer.completeExceptionally(Refusals.toFault(result.getRefused()));
          } else {
            String file = result.getAccepted().getValue();
            LOG.info("call {}: {} at edge {}: '{}'", call.id(), what, call.edge(), file);
            answer.complete(recording(call, file));
          }
        });
    return answer;
  }
}
