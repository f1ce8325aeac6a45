package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.MediaSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A codec as an account has it, or as it was agreed with a peer.
///
/// @param payloadType what we offer and accept it as
/// @param ptimeMs packets we ask for, and send to who does not ask for others; 0: 20
/// @param maxPtimeMs longest packets we ask for; 0: any
/// @param frameMs of the codec: 20 or 30 for iLBC
/// @param comfortNoise payload type of RFC 3389, offered or agreed; 0: silence is sent
/// @param eventClockHz clock of the telephone events that were agreed
/// @param ownOrder of an offer our first codec is taken, not the peer's
public record Codec(
    Encoding encoding,
    int payloadType,
    int ptimeMs,
    int maxPtimeMs,
    int frameMs,
    int comfortNoise,
    int eventClockHz,
    boolean ownOrder) {
  /// The payload type we offer for digits (RFC 4733).
  public static final int TELEPHONE_EVENT = 101;

  /// The same with the clock of Opus.
  public static final int TELEPHONE_EVENT_48000 = 110;

  public static final Codec PCMA = of(Encoding.PCMA);
  public static final Codec PCMU = of(Encoding.PCMU);

  /// What is offered when nothing is configured.
  public static final List<Codec> DEFAULT = List.of(PCMA, PCMU);

  private static final int COMFORT_NOISE = 13;
  private static final int DEFAULT_PTIME = 20;

  /// As it is where nothing is configured.
  public static Codec of(Encoding encoding) {
    return new Codec(encoding, encoding.payloadType(), 0, 0, encoding.frameMs(), 0, 8000, false);
  }

  /// The encoding name.
  public String name() {
    return encoding.sdpName();
  }

  /// The codec of this encoding name, in any case.
  public static Optional<Codec> named(String name) {
    return Encoding.named(name).map(Codec::of);
  }

  /// The configured list; unknown names are left out, an empty result is [#DEFAULT].
  public static List<Codec> list(List<String> names) {
    return list(names, MediaSpec.getDefaultInstance());
  }

  /// The configured list as the account has it.
  public static List<Codec> list(List<String> names, MediaSpec media) {
    List<Codec> codecs = new ArrayList<>();
    for (String name : names) {
      Encoding.named(name)
          .map(one -> configured(one, media))
          .filter(one -> codecs.stream().noneMatch(other -> other.encoding() == one.encoding()))
          .ifPresent(codecs::add);
    }
    if (codecs.isEmpty()) {
      codecs.add(configured(Encoding.PCMA, media));
      codecs.add(configured(Encoding.PCMU, media));
    }
    return distinct(codecs);
  }

  /// As it is offered again in a session: what was agreed first, as the peer has it when it was the
  /// one to offer; a payload type keeps its meaning (RFC 3264 §8.3.2).
  public static List<Codec> again(List<Codec> codecs, RemoteMedia agreed, boolean peerOffered) {
    List<Codec> all = new ArrayList<>();
    for (Codec codec : codecs) {
      if (codec.encoding() != agreed.codec().encoding()) {
        all.add(codec);
      } else {
        boolean moved = peerOffered && !codec.encoding().hasStaticType();
        all.addFirst(moved ? codec.as(agreed.payloadType()) : codec);
      }
    }
    return distinct(all);
  }

  /// Every payload type for one codec: who comes later gets another.
  private static List<Codec> distinct(List<Codec> codecs) {
    Set<Integer> taken = new HashSet<>(Set.of(TELEPHONE_EVENT, TELEPHONE_EVENT_48000));
    List<Codec> distinct = new ArrayList<>();
    for (Codec codec : codecs) {
      int type = codec.payloadType();
      for (int free = 127; taken.contains(type); free--) {
        type = free;
      }
      taken.add(type);
      distinct.add(type == codec.payloadType() ? codec : codec.as(type));
    }
    return List.copyOf(distinct);
  }

  private static Codec configured(Encoding encoding, MediaSpec media) {
    int type = encoding.payloadType();
    for (var entry : media.getPayloadTypesMap().entrySet()) {
      if (!encoding.hasStaticType() && entry.getKey().equalsIgnoreCase(encoding.sdpName())) {
        type = entry.getValue();
      }
    }
    boolean shortFrames = encoding == Encoding.ILBC && media.getIlbcFrameMs() == 20;
    return new Codec(
        encoding,
        type,
        media.getPtimeMs(),
        media.getMaxPtimeMs(),
        shortFrames ? 20 : encoding.frameMs(),
        media.getVad() ? COMFORT_NOISE : 0,
        8000,
        media.getOwnOrder());
  }

  /// Packets we ask for: whole frames.
  int askedMs() {
    return wholeFrames(ptimeMs == 0 ? DEFAULT_PTIME : ptimeMs);
  }

  /// The time rounded up to frames of the codec, 60 ms at most.
  int wholeFrames(int ms) {
    int frames = (ms + frameMs - 1) / frameMs;
    return Math.clamp(frames, 1, 60 / frameMs) * frameMs;
  }

  /// `a=fmtp`; empty: none.
  String parameters() {
    return switch (encoding) {
      case ILBC -> "mode=" + frameMs;
      case G729 -> "annexb=no";
      case G723 -> "bitrate=6.3;annexa=no"; // RFC 4856 §2.1.3
      case OPUS -> "maxplaybackrate=8000;sprop-maxcapturerate=8000";
      case PCMA,
          PCMU,
          G722,
          G726_16,
          G726_24,
          G726_32,
          G726_40,
          AAL2_G726_16,
          AAL2_G726_24,
          AAL2_G726_32,
          AAL2_G726_40,
          GSM ->
          "";
    };
  }

  /// With another payload type.
  Codec as(int type) {
    return new Codec(
        encoding, type, ptimeMs, maxPtimeMs, frameMs, comfortNoise, eventClockHz, ownOrder);
  }

  /// As agreed.
  Codec agreed(int frame, int noise, int eventClock) {
    return new Codec(
        encoding, payloadType, ptimeMs, maxPtimeMs, frame, noise, eventClock, ownOrder);
  }
}
