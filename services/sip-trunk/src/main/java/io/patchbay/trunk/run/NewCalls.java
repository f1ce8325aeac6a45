package io.patchbay.trunk.run;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.dialog.CallMachine;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.dialog.Manner;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.edge.LineTable;
import io.patchbay.trunk.feature.Callers;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.SdpException;
import io.patchbay.trunk.sdp.SessionDescription;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.Reply;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes calls of what comes in: an INVITE, or a line that calls.
public final class NewCalls {
  private final CallTable calls;
  private final Callers callers;
  private final Configuration configuration;
  private final InstantSource clock;
  private final Supplier<String> callIds;
  private volatile @Nullable Effects effects;

  /// Makes calls once the runner is there.
  ///
  /// @param callIds UUIDv7
  public NewCalls(
      CallTable calls,
      Callers callers,
      Configuration configuration,
      InstantSource clock,
      Supplier<String> callIds) {
    this.calls = calls;
    this.callers = callers;
    this.configuration = configuration;
    this.clock = clock;
    this.callIds = callIds;
  }

  void use(Effects fresh) {
    effects = fresh;
  }

  void invite(IncomingRequest request, Consumer<Reply> refuse) {
    switch (callers.identify(request)) {
      case Callers.Caller.Refused(Reply reply) -> refuse.accept(reply);
      case Callers.Caller.Extension(String name) ->
          begin(
              request,
              new Party(Party.Kind.EXTENSION, name, name),
              configuration.documents().settings().getCodecsList(),
              request.source().hostPort(),
              configuration.dialogOfExtension(name),
              refuse);
      case Callers.Caller.Trunk(String name, var spec) ->
          begin(
              request,
              new Party(Party.Kind.TRUNK, name, request.fromUser()),
              spec.getCodecsList(),
              "",
              configuration.dialogOfTrunk(spec),
              refuse);
    }
  }

  private void begin(
      IncomingRequest request,
      Party party,
      List<String> codecs,
      String nextHop,
      DialogSpec spec,
      Consumer<Reply> refuse) {
    Manner manner = new Manner(spec, request.fields());
    Reply refusal = Manners.refusal(manner);
    if (refusal != null) {
      refuse.accept(refusal);
      return;
    }
    SessionDescription offer;
    try {
      offer = Intake.sdp(request);
    } catch (SdpException e) {
      refuse.accept(Reply.of(400));
      return;
    }
    Effects runner = effects;
    if (runner == null) {
      refuse.accept(Reply.of(503));
      return;
    }
    String id = callIds.get();
    String legId = id + "-a";
    request.attach(legId);
    Dialog dialog =
        new Dialog(
            request.callId(),
            request.to(),
            legId,
            request.from(),
            request.fromTag(),
            0,
            request.cseq(),
            request.recordRoutes(),
            request.contact(),
            new Flow(request.source().transport(), nextHop));
    boolean hidden = request.anonymous();
    CallState.Origin origin =
        new CallState.Origin(
            party,
            hidden ? "" : request.fromUser(),
            hidden ? "" : request.fromDisplay(),
            request.requestUser());
    calls.begin(
        CallMachine.invited(
            id,
            clock.instant(),
            origin,
            new CallMachine.Invited(
                dialog, request, offer, Codec.list(codecs), Manners.reliable(manner), manner)),
        runner);
  }

  void offered(EdgeHub hub, String edge, LineEvent event) {
    Effects runner = effects;
    if (runner == null) {
      return;
    }
    LineKind kind =
        hub.lines()
            .find(event.getLine())
            .map(LineTable.LineAt::kind)
            .orElse(LineKind.LINE_KIND_UNSPECIFIED);
    String calling = event.getOffered().getCallingNumber();
    CallState.Origin origin =
        new CallState.Origin(
            new Party(Party.Kind.LINE, event.getLine(), calling),
            calling,
            event.getOffered().getCallingName(),
            event.getOffered().getCalledNumber());
    calls.begin(
        CallMachine.offered(
            event.getCallId(), event.getLegId(), clock.instant(), origin, kind, edge),
        runner);
  }
}
