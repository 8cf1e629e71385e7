using System.Text.Json;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands;

/// <summary>
/// Writes the demo's configuration as files, so that other commands can be tried on it with <c>--config</c>, and its administration can change it.
/// </summary>
internal static class DemoSettings
{
    private const string TreeFile = "tree.txt";

    /// <param name="path">The file, in a folder of this user's alone.</param>
    /// <param name="address">Where the gateway listens.</param>
    /// <param name="data">The gateway's folder, relative to the file's.</param>
    /// <param name="storage">What is mounted.</param>
    /// <param name="origin">Where the stand-in listens.</param>
    public static void Write(string path, string address, string data, DemoStorage storage, Uri origin)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("Urls", address);
        json.WriteStartObject("Pan123Dav");
        json.WriteString("DataDirectory", data);
        json.WriteStartArray("Mounts");
        json.WriteStartObject();
        foreach (var (key, value) in storage.Mount(origin))
        {
            if (key == nameof(MountOptions.OriginUrls))
            {
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, TreeFile), value);
                json.WriteString(nameof(MountOptions.OriginUrlsFile), TreeFile);
                continue;
            }

            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("Users");
        json.WriteStartObject();
        json.WriteString("Name", DemoCommand.User);
        json.WriteString("Password", DemoCommand.Password);
        json.WriteBoolean("Admin", true);
        json.WriteEndObject();
        json.WriteEndArray();
        if (storage.HasRemoteAuth)
        {
            json.WriteStartObject("RemoteAuthentication");
            foreach (var (key, value) in storage.RemoteAuthentication)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
