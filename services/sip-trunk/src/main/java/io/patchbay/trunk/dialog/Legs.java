package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.trunk.dialog.SipChannel.Exchange;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import io.patchbay.trunk.dialog.SipChannel.Wanted;
import io.patchbay.trunk.sdp.Codec;
import java.util.List;

/// Makes legs.
final class Legs {
  private Legs() {}

  static Leg add(Turn turn, Party party, boolean inbound, String edge, Channel channel) {
    return addAs(turn, nextId(turn.call()), party, inbound, edge, channel);
  }

  static Leg addAs(
      Turn turn, String id, Party party, boolean inbound, String edge, Channel channel) {
    Leg leg =
        new Leg(
            id, party, inbound, edge, new Leg.Times(turn.at(), null, null), Outcome.NONE, channel);
    turn.put(leg);
    return leg;
  }

  /// `<call_id>-a`, `-b`, … with the salt of the replica.
  static String nextId(CallState call) {
    int index = call.legs().size();
    String letter = index < 25 ? String.valueOf((char) ('a' + index)) : "z" + index;
    return call.id() + '-' + letter + call.plan().salt();
  }

  static SipChannel uas(Media media, CallMachine.Invited invite) {
    Reliable reliable = new Reliable(invite.reliable(), media.sessionId() & 0xffff, false, false);
    return new SipChannel(
        true,
        Usage.OFFERED,
        invite.dialog(),
        media,
        Exchange.NONE,
        reliable,
        Wanted.NOTHING,
        invite.request(),
        null,
        false,
        Session.called(invite.manner()));
  }

  static SipChannel uac(
      String callId, String legId, Route route, List<Codec> codecs, MediaSpec spec) {
    Dialog dialog =
        new Dialog(
            legId,
            route.fromUri(),
            legId,
            route.toUri(),
            "",
            0,
            0,
            route.routes(),
            route.requestUri(),
            route.flow());
    return new SipChannel(
        false,
        Usage.CREATING,
        dialog,
        Media.fresh(codecs, CallMachine.sessionId(callId), spec).withRequested(true),
        Exchange.NONE,
        Reliable.NO,
        Wanted.NOTHING,
        null,
        route,
        false,
        Session.calling(route.manner()));
  }
}
