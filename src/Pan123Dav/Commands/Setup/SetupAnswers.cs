using System.Text.Json.Nodes;

namespace Pan123Dav.Commands.Setup;

/// <summary>What was asked for, all of it good.</summary>
internal sealed record SetupAnswers
{
    /// <summary>123's key; empty when links go out unsigned.</summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>123's account ID; 0 without a key.</summary>
    public ulong Uid { get; init; }

    /// <summary>The tree text; null when a backup or a file that is there brings it.</summary>
    public string? Tree { get; init; }

    /// <summary>A tree file beside the settings that is there and stays; null for one that is to be written.</summary>
    public string? TreeFile { get; init; }

    /// <summary>What a backup of AList or OpenList became; null without one.</summary>
    public JsonObject? Imported { get; init; }

    /// <summary>Who signs in.</summary>
    public required string User { get; init; }

    /// <summary>The hash of that user's password: the password itself is kept nowhere.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>Who may reach the drive.</summary>
    public SetupReach Reach { get; init; }

    /// <summary>The domain; null unless <see cref="Reach"/> is <see cref="SetupReach.Domain"/>.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether the network is served by https, with a certificate of the gateway's own.</summary>
    public bool HasCertificate { get; init; }

    /// <summary>First daily budget in bytes; null for none.</summary>
    public long? DailyBytes { get; init; }

    /// <summary>Nothing of it: it is full of secrets.</summary>
    public override string ToString() => nameof(SetupAnswers);
}
