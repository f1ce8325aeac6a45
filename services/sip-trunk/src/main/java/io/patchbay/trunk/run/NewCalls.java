package io.patchbay.trunk.run;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.dialog.CallMachine;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.dialog.Manner;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.dialog.Replaces;
import io.patchbay.trunk.dialog.SipChannel;
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
              AccountCodecs.of(configuration, name),
              configuration.mediaOfExtension(name),
              request.source().hostPort(),
              configuration.dialogOfExtension(name),
              refuse);
      case Callers.Caller.Trunk(String name, TrunkSpec spec) -> {
        request.speaksFor(name);
        begin(
            request,
            new Party(Party.Kind.TRUNK, name, asserted(spec, request).number()),
            AccountCodecs.of(configuration, spec),
            configuration.mediaOfTrunk(spec),
            "",
            configuration.dialogOfTrunk(spec),
            refuse);
      }
    }
  }

  private void begin(
      IncomingRequest request,
      Party party,
      List<Codec> codecs,
      MediaSpec media,
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
    String place = manner.fields().first("Replaces");
    if (!place.isEmpty()) {
      Invite incoming = new Invite(request, party, codecs, media, nextHop, manner, offer);
      if (!takesPlace(incoming, place)) {
        refuse.accept(Reply.of(481));
      }
      return;
    }
    String id = callIds.get();
    String legId = id + "-a";
    request.attach(legId);
    Dialog dialog = dialog(request, legId, nextHop);
    boolean hidden = request.anonymous();
    Asserted caller = asserted(spec, request);
    CallState.Origin origin =
        new CallState.Origin(
            party,
            hidden ? "" : caller.number(),
            hidden ? "" : caller.name(),
            request.requestUser());
    calls.begin(
        CallMachine.invited(
            id,
            clock.instant(),
            origin,
            new CallMachine.Invited(
                dialog, request, offer, codecs, Manners.reliable(manner), manner, media)),
        runner);
  }

  private Asserted asserted(TrunkSpec spec, IncomingRequest request) {
    return asserted(configuration.dialogOfTrunk(spec), request);
  }

  /// Who calls: by From, unless the peer is trusted to know better.
  private static Asserted asserted(DialogSpec spec, IncomingRequest request) {
    Asserted from = new Asserted(request.fromUser(), request.fromDisplay());
    return spec.getIdentity().getTrusted() ? Asserted.of(request.fields()).orElse(from) : from;
  }

  private static Dialog dialog(IncomingRequest request, String legId, String nextHop) {
    return new Dialog(
        request.callId(),
        request.to(),
        legId,
        request.from(),
        request.fromTag(),
        0,
        request.cseq(),
        request.recordRoutes(),
        request.contact(),
        new Flow(request.source().transport(), nextHop, false, request.place()));
  }

  private record Invite(
      IncomingRequest request,
      Party party,
      List<Codec> codecs,
      MediaSpec media,
      String nextHop,
      Manner manner,
      @Nullable SessionDescription offer) {}

  /// An INVITE that replaces a leg of ours joins its call (RFC 3891 §3). False: no such dialog.
  private boolean takesPlace(Invite invite, String value) {
    Replaces replaces = Replaces.read(value).orElse(null);
    CallRun run = replaces == null ? null : calls.ofLeg(replaces.toTag()).orElse(null);
    if (replaces == null || run == null || replaces.earlyOnly()) {
      return false;
    }
    boolean known =
        run.state()
            .leg(replaces.toTag())
            .filter(leg ->
                leg.live()
                    && leg.channel() instanceof SipChannel sip
                    && replaces.means(sip.dialog()))
            .isPresent();
    if (!known) {
      return false;
    }
    run.post(
        new CallEvent.Replacing(
            clock.instant(),
            replaces.toTag(),
            invite.party(),
            new CallMachine.Invited(
                dialog(invite.request(), "", invite.nextHop()),
                invite.request(),
                invite.offer(),
                invite.codecs(),
                false,
                invite.manner(),
                invite.media())));
    return true;
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
    boolean fresh =
        calls.begin(
            CallMachine.offered(
                event.getCallId(),
                event.getLegId(),
                clock.instant(),
                origin,
                kind,
                edge,
                event.getOffered().getIncomplete()),
            runner);
    if (!fresh) {
      // offered again: what was dialled meanwhile may not have come through
      String number = event.getOffered().getCalledNumber();
      boolean complete = !event.getOffered().getIncomplete();
      calls
          .call(event.getCallId())
          .ifPresent(
              run -> run.post(new CallEvent.Dialled(clock.instant(), number, complete, false)));
    }
  }
}
