using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.WebDav;

namespace Pan123Dav.Emulator.Hosting;

/// <summary>What the stand-in for 123's hosts checks links against, and what it serves.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The key that links must be signed with.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>The account that links must be signed for.</summary>
    public required ulong Uid { get; init; }

    /// <summary>
    /// The files by their percent-decoded path, such as <c>/13/音乐/第 1 集.flac</c>; <see cref="Demo.DemoFiles.Under"/> has some. More can be added while it runs.
    /// </summary>
    public IReadOnlyDictionary<string, EmulatorFile> Files { get; init; } = new Dictionary<string, EmulatorFile>();

    /// <summary>How strict it is at first; <see cref="EmulatorHost.Switches"/> changes it later.</summary>
    public EmulatorSwitches Switches { get; init; } = new();

    /// <summary>The account behind 123's interfaces; null for a link host and nothing more. Its uid and key are those above.</summary>
    public EmulatorAccount? Account { get; init; }

    /// <summary>How the interfaces behave at first; <see cref="EmulatorHost.Api"/> changes it later.</summary>
    public ApiSwitches Api { get; init; } = new();

    /// <summary>How the WebDAV server behaves at first; <see cref="EmulatorHost.WebDav"/> changes it later.</summary>
    public WebDavSwitches WebDav { get; init; } = new();

    /// <summary>The clock that the rates of calls are measured by: the true one, also where <see cref="TimeProvider"/> is not.</summary>
    public TimeProvider PaceTimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The clock that links expire by, which answers are dated by and delays wait for.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where one line a request goes, without its query, at debug level. Null logs nothing.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Sees every request before it is answered, on the request's own thread. For tests of what a client sends.</summary>
    public Action<HttpRequest>? Observer { get; init; }

    /// <summary>The account, and nothing secret.</summary>
    public override string ToString() => $"{nameof(EmulatorOptions)} {{ Uid = {Uid} }}";
}
