using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Pan123Dav.Gateway;

/// <summary>Hands a part of the snapshot of the moment to a feature, the framework's way. All parts change at once, with one reference.</summary>
/// <param name="snapshots">Where the snapshot is.</param>
/// <param name="select">The part.</param>
internal sealed class SnapshotOptionsMonitor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    GatewaySnapshotProvider snapshots, Func<GatewaySnapshot, TOptions> select) : IOptionsMonitor<TOptions>
    where TOptions : class
{
    /// <exception cref="InvalidOperationException">Nothing is loaded yet.</exception>
    public TOptions CurrentValue => select(snapshots.Value);

    public TOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<TOptions, string?> listener) => snapshots.OnReplaced(snapshot => listener(select(snapshot), null));
}
