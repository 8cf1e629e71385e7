using Microsoft.Extensions.Primitives;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Data;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.UrlTree;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Admin.Trees;

/// <summary>The tree texts of the mounts, to read and to write. One is written at a time.</summary>
internal sealed class TreeTexts(IMountTableProvider mounts, TreeVersions versions) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Those of all mounts that have one.</summary>
    public IEnumerable<TreeText> List()
    {
        var all = mounts.Mounts.Mounts;
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Storage is ITreeStorage storage)
            {
                yield return new TreeText(i, all[i].Options, storage);
            }
        }
    }

    /// <summary>That of a mount.</summary>
    /// <exception cref="ApiProblem">It has none, or there is no such mount.</exception>
    public TreeText Get(int index) => List().FirstOrDefault(text => text.Index == index) ?? throw ApiProblem.NotFound();

    /// <summary>Puts a text in the place of the one that is there, and has it shown.</summary>
    /// <param name="index">The mount.</param>
    /// <param name="content">The text as it was sent.</param>
    /// <param name="ifMatch">Which text is to be replaced; any when there is none.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <exception cref="ApiProblem">It was not written, and nothing was changed.</exception>
    public async Task<(string EntityTag, UrlTreeParseResult Result, bool IsApplied)> WriteAsync(
        int index, byte[] content, StringValues ifMatch, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // What is read, parsed and written may be large, and nothing of it waits for others.
            return await Task.Run(() => Write(Get(index), content, ifMatch), CancellationToken.None);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private (string EntityTag, UrlTreeParseResult Result, bool IsApplied) Write(TreeText text, byte[] content, StringValues ifMatch)
    {
        if (text.FindProblem() is { } problem)
        {
            throw problem;
        }

        var old = text.Read();
        if (!TextTag.IsMeant(ifMatch, TextTag.Create(old)))
        {
            throw ApiProblem.Stale(TextTag.Create(old));
        }

        var result = text.Storage.Check(content);
        if (result.Table is null)
        {
            throw new ApiProblem(StatusCodes.Status422UnprocessableEntity, "diagnostics", static texts => texts.TreeHasErrors)
            {
                Diagnostics = TreeDiagnostics.First(result.Diagnostics),
            };
        }

        if (!old.AsSpan().SequenceEqual(content))
        {
            Keep(text, old);
            Replace(text, old, content);
        }

        return (TextTag.Create(content), result, text.Storage.Reload());
    }

    private void Keep(TreeText text, byte[] old)
    {
        try
        {
            versions.Keep(text.Place, old);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApiProblem(StatusCodes.Status409Conflict, "no-version", static texts => texts.NoVersionKept);
        }
    }

    private static void Replace(TreeText text, byte[] old, byte[] content)
    {
        var path = text.Options.OriginUrlsFile!;
        try
        {
            if (!new ReplaceableFile(path).Replace(content, () => text.Read().AsSpan().SequenceEqual(old)))
            {
                throw ApiProblem.Stale(TextTag.Create(text.Read()));
            }
        }
        catch (FileObstacleException e)
        {
            throw Obstacles.ToProblem(e.Obstacle, path);
        }
    }
}
