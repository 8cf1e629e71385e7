using Pan123Dav.Configuration;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Gateway;

/// <summary>The gateway cannot start as it is configured: every mistake there is, for the command line to print.</summary>
internal sealed class GatewayStartException(IReadOnlyList<ConfigurationError> errors, IReadOnlyList<MountDiagnostic> diagnostics)
    : Exception("The configuration is wrong.")
{
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;

    /// <summary>What is wrong, and what is only doubtful, in the tree texts.</summary>
    public IReadOnlyList<MountDiagnostic> Diagnostics { get; } = diagnostics;
}
