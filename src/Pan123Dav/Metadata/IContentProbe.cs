using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>Asks the content host of a file for its length and time.</summary>
internal interface IContentProbe
{
    /// <summary>Asks with at most one byte of content. Never fails: what cannot be learnt has a problem instead.</summary>
    /// <param name="file">A file.</param>
    /// <param name="mayBeHtml">A page of HTML may be the file itself.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>What was learnt, or why nothing was: a sentence without its full stop, and without a link.</returns>
    Task<(DiscoveredMetadata? Learnt, string Problem)> AskAsync(StorageEntry file, bool mayBeHtml, CancellationToken cancellationToken);
}
