package io.patchbay.trunk.dialog;

import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.limit.v1.RenewResponse;
import io.patchbay.trunk.sdp.LocalMedia;
import io.patchbay.trunk.sdp.SessionDescription;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can happen to a call.
public sealed interface CallEvent {
  Instant at();

  /// Something that concerns one leg.
  sealed interface OfLeg extends CallEvent {
    String leg();
  }

  /// From the peer of a SIP leg.
  sealed interface OfSip extends OfLeg {}

  /// From a line or an RTP port.
  sealed interface OfEdge extends OfLeg {}

  /// The policy has decided.
  record Routed(Instant at, Plan plan) implements CallEvent {}

  /// The caller of a call that began with a part of its number has dialled so far by now.
  ///
  /// @param complete it is the whole number
  /// @param atOnce it waits for nothing, as an emergency number
  record Dialled(Instant at, String number, boolean complete, boolean atOnce)
      implements CallEvent {}

  /// The PIN that the caller has entered was compared.
  record PinCompared(Instant at, boolean right) implements CallEvent {}

  /// Asked for more minutes or for a lease of another target, the ledger has answered, or nobody
  /// has.
  record Renewed(Instant at, RenewRequest request, RenewResponse granted) implements CallEvent {}

  /// A program ends the call.
  record HangUp(Instant at, int cause) implements CallEvent {}

  /// A program sends digits; an empty leg is the callee's.
  record SendDigits(Instant at, String leg, String digits, DigitPaths paths) implements CallEvent {}

  /// The link to the anchor edge is down.
  record EdgeLost(Instant at) implements CallEvent {}

  /// The same edge process is back; `legs` are those it still has.
  record EdgeBack(Instant at, Set<String> legs) implements CallEvent {
    public EdgeBack {
      legs = Set.copyOf(legs);
    }
  }

  /// The anchor edge's process is gone, and the media with it.
  record EdgeRestarted(Instant at) implements CallEvent {}

  /// This replica has taken the call over from another one.
  record Adopted(Instant at) implements CallEvent {}

  /// A timer ran out; `leg` is empty for timers of the whole call.
  record Expired(Instant at, Timer timer, String leg) implements CallEvent {}

  // ---- SIP

  /// 1xx to our INVITE.
  ///
  /// @param rseq 0: not reliable (RFC 3262)
  record Provisional(
      Instant at,
      String leg,
      int status,
      String tag,
      List<String> routes,
      String target,
      @Nullable SessionDescription sdp,
      long rseq,
      long cseq,
      Fields fields)
      implements OfSip {
    public Provisional(
        Instant at,
        String leg,
        int status,
        String tag,
        List<String> routes,
        String target,
        @Nullable SessionDescription sdp,
        long rseq,
        long cseq) {
      this(at, leg, status, tag, routes, target, sdp, rseq, cseq, Fields.NONE);
    }
  }

  /// 2xx to our INVITE or re-INVITE.
  record Success(
      Instant at,
      String leg,
      String tag,
      List<String> routes,
      String target,
      @Nullable SessionDescription sdp,
      long cseq,
      Fields fields)
      implements OfSip {
    public Success(
        Instant at,
        String leg,
        String tag,
        List<String> routes,
        String target,
        @Nullable SessionDescription sdp,
        long cseq) {
      this(at, leg, tag, routes, target, sdp, cseq, Fields.NONE);
    }
  }

  /// The final response to another request of ours in the dialog; 408 when nothing came.
  ///
  /// @param target URI of its Contact, empty: none
  record Responded(
      Instant at, String leg, String method, int status, String target, long cseq, Fields fields)
      implements OfSip {}

  /// 3xx to 6xx to our INVITE or re-INVITE; 408 when nothing came.
  ///
  /// @param cause of its Reason, 0: none
  /// @param challenge the value of Proxy-Authenticate or WWW-Authenticate; empty: none, or no
  ///   credentials
  record Failure(
      Instant at, String leg, int status, int cause, String challenge, long cseq, Fields fields)
      implements OfSip {
    public Failure(Instant at, String leg, int status, int cause, String challenge, long cseq) {
      this(at, leg, status, cause, challenge, cseq, Fields.NONE);
    }
  }

  record AckArrived(Instant at, String leg, @Nullable SessionDescription sdp) implements OfSip {}

  /// 64*T1 went by without ACK, or without PRACK.
  record AckMissing(Instant at, String leg) implements OfSip {}

  record CancelArrived(Instant at, String leg, int cause) implements OfSip {}

  record ByeArrived(Instant at, String leg, RequestHandle request, long cseq, int cause)
      implements OfSip {}

  /// re-INVITE.
  record ReinviteArrived(
      Instant at,
      String leg,
      RequestHandle request,
      long cseq,
      String target,
      @Nullable SessionDescription sdp,
      Fields fields)
      implements OfSip {
    public ReinviteArrived(
        Instant at,
        String leg,
        RequestHandle request,
        long cseq,
        String target,
        @Nullable SessionDescription sdp) {
      this(at, leg, request, cseq, target, sdp, Fields.NONE);
    }
  }

  record UpdateArrived(
      Instant at,
      String leg,
      RequestHandle request,
      long cseq,
      String target,
      @Nullable SessionDescription sdp,
      Fields fields)
      implements OfSip {
    public UpdateArrived(
        Instant at,
        String leg,
        RequestHandle request,
        long cseq,
        String target,
        @Nullable SessionDescription sdp) {
      this(at, leg, request, cseq, target, sdp, Fields.NONE);
    }
  }

  /// REFER.
  ///
  /// @param joined the far end that a Replaces in Refer-To means; null: it means none of ours
  record ReferArrived(
      Instant at,
      String leg,
      RequestHandle request,
      long cseq,
      Fields fields,
      @Nullable Destination joined)
      implements OfSip {}

  /// An INVITE that takes the place of this leg.
  record Replacing(
      Instant at, String leg, io.patchbay.trunk.dialog.Party party, CallMachine.Invited invite)
      implements OfSip {}

  record PrackArrived(
      Instant at,
      String leg,
      RequestHandle request,
      long cseq,
      long rseq,
      @Nullable SessionDescription sdp)
      implements OfSip {}

  /// INFO; an empty digit is one that says nothing to us.
  record InfoArrived(Instant at, String leg, RequestHandle request, long cseq, String digit)
      implements OfSip {}

  // ---- edge

  /// The RTP port is open.
  record RtpReady(Instant at, String leg, LocalMedia local) implements OfEdge {}

  /// A command was carried out.
  record Done(Instant at, String leg, CommandCase command) implements OfEdge {}

  /// A command was refused.
  record Refused(Instant at, String leg, CommandCase command, Refusal kind) implements OfEdge {}

  record LineAlerting(Instant at, String leg) implements OfEdge {}

  record LineProgress(Instant at, String leg) implements OfEdge {}

  record LineAnswered(Instant at, String leg) implements OfEdge {}

  record LineReleased(Instant at, String leg, int cause) implements OfEdge {}

  /// One of the mobile calls that a line's leg consists of came, is heard, was held, or is over.
  record Party(Instant at, String leg, String party, String number, News news) implements OfEdge {}

  /// A digit heard on a leg.
  record Digit(Instant at, String leg, String digit, DigitPaths paths) implements OfEdge {}

  /// The hook of a phone was flashed.
  record Flash(Instant at, String leg, DigitPaths paths) implements OfEdge {}

  /// A fax machine is heard.
  ///
  /// @param fromPeer in what the leg's peer sends; false: in what is sent to it
  record FaxHeard(
      Instant at, String leg, io.patchbay.proto.edge.v1.FaxHeard.Sound sound, boolean fromPeer)
      implements OfEdge {}

  /// The fax modems of a leg's port are gone.
  record FaxLost(Instant at, String leg) implements OfEdge {}

  /// No RTP from the peer for so long.
  record RtpSilent(Instant at, String leg, int silentMs) implements OfEdge {}

  /// No keys were agreed with the peer (DTLS).
  record Unprotected(Instant at, String leg) implements OfEdge {}
}
