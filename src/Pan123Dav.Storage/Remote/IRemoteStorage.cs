namespace Pan123Dav.Storage.Remote;

/// <summary>A storage that asks a service for its listings and keeps them for a while.</summary>
public interface IRemoteStorage : IStorage
{
    /// <summary>Whether the service did not answer as it should when it was last asked, so that what is shown may be old.</summary>
    bool IsDegraded { get; }

    /// <summary>What is wrong while <see cref="IsDegraded"/>, without anything secret; else null.</summary>
    string? Problem { get; }
}
