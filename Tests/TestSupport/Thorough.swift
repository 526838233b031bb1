import Foundation

/// Whether tests take all their cases, whatever the time: `make interop-full` sets SOUNDSCAPE_THOROUGH.
public let isThorough = ProcessInfo.processInfo.environment["SOUNDSCAPE_THOROUGH"] != nil
