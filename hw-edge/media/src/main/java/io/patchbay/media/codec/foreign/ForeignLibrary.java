package io.patchbay.media.codec.foreign;

import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.CodecMissingException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// A library that may or may not be there. It stays loaded as long as the process lives.
@SuppressWarnings("restricted") // calling libraries is what it is for
public final class ForeignLibrary {
  private final String name;
  private final String hint;
  private final SymbolLookup symbols;

  private ForeignLibrary(String name, String hint, SymbolLookup symbols) {
    this.name = name;
    this.hint = hint;
    this.symbols = symbols;
  }

  /// Loads it.
  ///
  /// @param name with the version of its interface, e.g. `libopus.so.0`: another version is another
  ///   library
  /// @param hint what the operator can do when it is not there
  /// @throws CodecMissingException it is not there
  public static ForeignLibrary load(String name, String hint) {
    try {
      return new ForeignLibrary(name, hint, SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException absent) {
      throw new CodecMissingException(Capability.State.MISSING, name + " is not there", hint);
    }
  }

  /// One of its functions.
  ///
  /// @throws CodecMissingException it has none of that name
  public MethodHandle function(
      String symbol, FunctionDescriptor descriptor, Linker.Option... options) {
    var address = symbols.find(symbol).orElseThrow(() -> without(symbol));
    return Linker.nativeLinker().downcallHandle(address, descriptor, options);
  }

  /// What a function threw: nothing of ours.
  public static IllegalStateException failed(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a library function failed", thrown);
  }

  /// Looks for the library and its functions, before a class binds them.
  ///
  /// @throws CodecMissingException naming what is not there
  public static void require(String name, String hint, String... symbols) {
    var library = load(name, hint);
    for (String symbol : symbols) {
      if (library.symbols.find(symbol).isEmpty()) {
        throw library.without(symbol);
      }
    }
  }

  private CodecMissingException without(String symbol) {
    return new CodecMissingException(
        Capability.State.SYMBOL_MISMATCH, name + " has no " + symbol, hint);
  }
}
