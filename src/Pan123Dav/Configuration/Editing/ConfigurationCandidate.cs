using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Primitives;

namespace Pan123Dav.Configuration.Editing;

/// <summary>A configuration as it would be with another content of one of its files. Nothing is loaded again, watched or changed.</summary>
internal static class ConfigurationCandidate
{
    /// <param name="configuration">What is in force.</param>
    /// <param name="file">Which file has another content.</param>
    /// <param name="text">That content.</param>
    /// <exception cref="FormatException">The content cannot be read.</exception>
    public static IConfigurationRoot Create(IConfigurationRoot configuration, IConfigurationProvider file, byte[] text) =>
        new ConfigurationRoot([.. configuration.Providers.Select(
            IConfigurationProvider (provider) => provider == file ? Read(text) : new Frozen(provider))]);

    /// <summary>All keys and values of a file's content.</summary>
    /// <exception cref="FormatException">The content cannot be read.</exception>
    public static IReadOnlyDictionary<string, string?> Flatten(byte[] text)
    {
        using var root = new ConfigurationRoot([Read(text)]);
        return new Dictionary<string, string?>(root.AsEnumerable(), StringComparer.OrdinalIgnoreCase);
    }

    private static JsonStreamConfigurationProvider Read(byte[] text) =>
        new(new JsonStreamConfigurationSource { Stream = new SettingsText(new MemoryStream(text, writable: false)).Open() });

    private sealed class Frozen(IConfigurationProvider provider) : IConfigurationProvider
    {
        private static readonly CancellationChangeToken Never = new(CancellationToken.None);

        public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) => provider.GetChildKeys(earlierKeys, parentPath);

        public IChangeToken GetReloadToken() => Never;

        public void Load()
        {
        }

        public void Set(string key, string? value) => throw new NotSupportedException();

        public bool TryGet(string key, out string? value) => provider.TryGet(key, out value);
    }
}
