package io.patchbay.media.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The codecs that can be used on this machine, by encoding name.
///
/// What a foreign provider needs is sought once in a process, and a tone goes through each of its
/// codecs; optional ones are looked at when they are wanted. All others are there, and their code
/// is not loaded before a call uses it. Immutable.
public final class Codecs {
  private final Map<String, CodecProvider> byName = new TreeMap<>();
  private final List<Capability> capabilities = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /// Everything that is found, but for what is optional.
  public Codecs() {
    this(Map.of());
  }

  /// What is found and wanted.
  ///
  /// @param wishes by [CodecProvider#switchName], in any case; where there is none: [Wish#AUTO],
  ///   for optional ones [Wish#OFF]
  /// @throws IllegalArgumentException naming a switch that no provider has
  public Codecs(Map<String, Wish> wishes) {
    var wanted = new TreeMap<String, Wish>(String.CASE_INSENSITIVE_ORDER);
    wanted.putAll(wishes);
    var found = new TreeMap<String, List<Capability>>(String.CASE_INSENSITIVE_ORDER);
    for (CodecProvider provider : Machine.PROVIDERS) {
      Wish otherwise = provider.optional() ? Wish.OFF : Wish.AUTO;
      for (String encoding : provider.encodings()) {
        String by = provider.switchName(encoding);
        var one = look(provider, encoding, wanted.getOrDefault(by, otherwise));
        found.computeIfAbsent(by, _ -> new ArrayList<>()).add(one);
      }
    }
    wanted.forEach((name, wish) -> {
      var concerned = found.get(name);
      if (concerned == null) {
        throw new IllegalArgumentException("'" + name + "' is no codec among " + found.keySet());
      }
      if (wish == Wish.REQUIRED && concerned.stream().noneMatch(Capability::available)) {
        concerned.forEach(one -> missing.add(one.toString()));
      }
    });
  }

  /// What there is on this machine, looked at once in a process.
  private static final class Machine {
    static final List<CodecProvider> PROVIDERS = providers();
    static final Map<CodecProvider, Map<String, Capability>> FOUND = found();

    private static List<CodecProvider> providers() {
      var listed = new ArrayList<CodecProvider>();
      ServiceLoader.load(CodecProvider.class, Codecs.class.getClassLoader()).forEach(listed::add);
      listed.sort(Comparator.comparingInt(CodecProvider::rank));
      return List.copyOf(listed);
    }

    /// The foreign ones but for the optional ones.
    private static Map<CodecProvider, Map<String, Capability>> found() {
      var found = new HashMap<CodecProvider, Map<String, Capability>>();
      for (CodecProvider provider : PROVIDERS) {
        var ofProvider = new HashMap<String, Capability>();
        if (provider.foreign() && !provider.optional()) {
          provider.encodings().forEach(one -> ofProvider.put(one, SelfTest.of(provider, one)));
        }
        found.put(provider, Map.copyOf(ofProvider));
      }
      return Map.copyOf(found);
    }
  }

  private Capability look(CodecProvider provider, String encoding, Wish wish) {
    Capability capability;
    if (wish == Wish.OFF) {
      capability = new Capability(encoding, provider.library(), Capability.State.OFF, "", "");
    } else if (!provider.foreign()) {
      capability = new Capability(encoding, provider.library(), Capability.State.AVAILABLE, "", "");
    } else {
      var known = Machine.FOUND.getOrDefault(provider, Map.of()).get(encoding);
      capability = known == null ? SelfTest.of(provider, encoding) : known;
    }
    capabilities.add(capability);
    if (capability.available()) {
      byName.putIfAbsent(encoding.toUpperCase(Locale.ROOT), provider);
    }
    return capability;
  }

  /// The names, for SDP offers.
  public List<String> encodingNames() {
    return List.copyOf(byName.keySet());
  }

  /// What was looked at, best first within one encoding.
  public List<Capability> capabilities() {
    return List.copyOf(capabilities);
  }

  /// What is required and cannot be used, in words; empty: all is well.
  public List<String> missing() {
    return List.copyOf(missing);
  }

  /// Whether an encoding can be used.
  public boolean has(String encoding) {
    return byName.containsKey(encoding.toUpperCase(Locale.ROOT));
  }

  /// A new instance of the codec.
  ///
  /// @param format as [Format#parse] reads it
  /// @throws IllegalArgumentException when there is none of that name
  public Codec open(String format) {
    return open(Format.parse(format));
  }

  /// A new instance of the codec.
  ///
  /// @throws IllegalArgumentException when there is none of that name
  public Codec open(Format format) {
    var provider = byName.get(format.encoding());
    if (provider == null) {
      throw new IllegalArgumentException(
          "no codec " + format.encoding() + " among " + byName.keySet());
    }
    return provider.open(format);
  }
}
