using System.Text;
using Microsoft.Extensions.Primitives;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Settings;
using Pan123Dav.Configuration.Editing;
using Pan123Dav.Data;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.UrlTree;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Admin.Trees;

/// <summary>The tree texts of the mounts, to read and to write. One is written at a time.</summary>
internal sealed class TreeTexts(IMountTableProvider mounts, IConfiguration configuration, SettingsEditor editor, TreeVersions versions) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Those of all mounts that have one.</summary>
    public IEnumerable<TreeText> List()
    {
        var all = mounts.Mounts.Mounts;
        var written = configuration.GetSection("Pan123Dav:Mounts").GetChildren().ToList();
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Storage is ITreeStorage storage)
            {
                var options = all[i].Options;
                var key = ConfigurationPath.Combine(i < written.Count ? written[i].Path : $"Pan123Dav:Mounts:{i}", nameof(MountOptions.OriginUrls));
                yield return new TreeText(i, options, storage, key, options.OriginUrlsFile is null ? SettingsPlace.Find(configuration, key) : null);
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
            return await Task.Run(() => WriteAsync(Get(index), content, ifMatch), CancellationToken.None);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<(string EntityTag, UrlTreeParseResult Result, bool IsApplied)> WriteAsync(TreeText text, byte[] content, StringValues ifMatch)
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

        var tag = TextTag.Create(content);
        var isNew = !old.AsSpan().SequenceEqual(content);
        if (isNew)
        {
            Keep(text, old);
        }

        if (text.Setting is not null)
        {
            await SetAsync(text, old, content);
            return (tag, result, true);
        }

        if (isNew)
        {
            Replace(text, old, content);
        }

        return (tag, result, text.Storage.Reload());
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

    // The text is a value in the settings file.
    private Task SetAsync(TreeText text, byte[] old, byte[] content)
    {
        var value = Encoding.UTF8.GetString(content);
        return editor.RunAsync(
            default,
            () => Encoding.UTF8.GetBytes(configuration[text.Key] ?? "").AsSpan().SequenceEqual(old)
                ? new SettingsChange(
                    text.Setting!,
                    text.Key,
                    file => SettingsDocument.Change(file, text.Key, (change, part) => change.Replace(part, JsonText.Quote(value))),
                    candidate => candidate[text.Key] == value,
                    static _ => null)
                : throw ApiProblem.Stale(null),
            CancellationToken.None);
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
