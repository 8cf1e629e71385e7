using System.Text.Json;

namespace Pan123Dav.Commands;

/// <summary>Writes the demo's configuration as a settings file, so that other commands can be tried on it with <c>--config</c>.</summary>
internal static class DemoSettings
{
    /// <param name="path">The file, in a folder of this user's alone.</param>
    /// <param name="address">Where the gateway listens.</param>
    /// <param name="data">The gateway's folder.</param>
    /// <param name="mount">The keys of the mount.</param>
    public static void Write(string path, string address, string data, IEnumerable<(string Key, string Value)> mount)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("Urls", address);
        json.WriteStartObject("Pan123Dav");
        json.WriteString("DataDirectory", data);
        json.WriteStartArray("Mounts");
        json.WriteStartObject();
        foreach (var (key, value) in mount)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("Users");
        json.WriteStartObject();
        json.WriteString("Name", DemoCommand.User);
        json.WriteString("Password", DemoCommand.Password);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
