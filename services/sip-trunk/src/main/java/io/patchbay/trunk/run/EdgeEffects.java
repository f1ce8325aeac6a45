package io.patchbay.trunk.run;

import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Conclude;
import io.patchbay.proto.edge.v1.PutSnapshot;
import io.patchbay.proto.edge.v1.RtpLocal;
import io.patchbay.proto.edge.v1.SrtpKey;
import io.patchbay.trunk.adopt.SnapshotCodec;
import io.patchbay.trunk.dialog.Action;
import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.events.FactLog;
import io.patchbay.trunk.sdp.Crypto;
import io.patchbay.trunk.sdp.CryptoSuite;
import io.patchbay.trunk.sdp.LocalMedia;
import io.patchbay.trunk.sdp.PortIdentity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commands to edges, and their results back into the call.
public final class EdgeEffects {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeEffects.class);

  private final EdgeHub hub;
  private final FactLog facts;
  private final InstantSource clock;

  public EdgeEffects(EdgeHub hub, FactLog facts, InstantSource clock) {
    this.hub = hub;
    this.facts = facts;
    this.clock = clock;
  }

  void send(CallRun run, Action.ToEdge action) {
    hub.send(action.edge(), action.command(), result -> run.post(event(action, result)));
  }

  /// A command of no call's machine; its one result comes back on any thread.
  void ask(String edge, Command command, Consumer<CommandResult> done) {
    hub.send(edge, command, done);
  }

  private CallEvent event(Action.ToEdge action, CommandResult result) {
    Command.CommandCase command = action.command().getCommandCase();
    if (result.hasRefused()) {
      LOG.debug("{} of leg {} refused: {}", command, action.leg(), result.getRefused().getReason());
      return new CallEvent.Refused(
          clock.instant(), action.leg(), command, result.getRefused().getKind());
    }
    if (result.getAccepted().hasRtp()) {
      return new CallEvent.RtpReady(
          clock.instant(), action.leg(), local(result.getAccepted().getRtp()));
    }
    return new CallEvent.Done(clock.instant(), action.leg(), command);
  }

  /// Where the port is and its keys.
  static LocalMedia local(RtpLocal rtp) {
    List<Crypto> crypto = new ArrayList<>();
    for (SrtpKey key : rtp.getSrtpList()) {
      CryptoSuite.named(key.getSuite())
          .ifPresent(suite ->
              crypto.add(
                  new Crypto(
                      crypto.size() + 1,
                      suite,
                      Base64.getEncoder().encodeToString(key.getKey().toByteArray()))));
    }
    return new LocalMedia(
        rtp.getAddress(),
        rtp.getPort(),
        crypto,
        new PortIdentity(
            rtp.getDtlsFingerprint(),
            rtp.getIceFragment(),
            rtp.getIcePassword(),
            rtp.getOutsideAddress()));
  }

  void snapshot(CallRun run) {
    if (!run.state().edge().isEmpty()) {
      hub.send(
          run.state().edge(),
          Command.newBuilder()
              .setPutSnapshot(
                  PutSnapshot.newBuilder()
                      .setCallId(run.id())
                      .setSnapshot(SnapshotCodec.encode(run.state())))
              .build(),
          _ -> {});
    }
  }

  /// The record goes by the anchor edge, which adds what it measured; straight to Kafka when there
  /// is none.
  void conclude(CallRun run) {
    CallRecord record = Records.of(run.state());
    LOG.info(
        "call {} {} {} -> {} ended: cause {} sip {} by {}",
        record.getCallId(),
        record.getOrigin(),
        record.getCallingNumber(),
        record.getCalledNumber(),
        record.getCause(),
        record.getSipStatus(),
        record.getReleasedBy());
    conclude(run.state().edge(), record);
  }

  void conclude(String edge, CallRecord record) {
    if (edge.isEmpty()) {
      facts.publish(Topics.CALL_RECORDS, record.getCallId(), record);
      return;
    }
    hub.send(
        edge,
        Command.newBuilder()
            .setConclude(Conclude.newBuilder().setCallId(record.getCallId()).setRecord(record))
            .build(),
        result -> {
          if (result.hasRefused()) {
            LOG.info(
                "call {}: record not taken by edge {}: {}",
                record.getCallId(),
                edge,
                result.getRefused().getReason());
            facts.publish(Topics.CALL_RECORDS, record.getCallId(), record);
          }
        });
  }
}
