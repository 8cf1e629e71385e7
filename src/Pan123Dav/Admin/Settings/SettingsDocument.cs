using System.Globalization;
using Pan123Dav.Configuration.Editing;

namespace Pan123Dav.Admin.Settings;

/// <summary>Finds places in a settings file by the keys of the configuration, and changes one of them.</summary>
internal static class SettingsDocument
{
    /// <summary>Makes one change and gives the new text.</summary>
    /// <param name="text">The file.</param>
    /// <param name="key">The key of what is changed, as <c>Pan123Dav:Users:1</c>.</param>
    /// <param name="change">What is done to it.</param>
    /// <exception cref="InvalidOperationException">It is not there in a form that is known here.</exception>
    public static byte[] Change(byte[] text, string key, Action<JsonTextEditor, JsonPart> change)
    {
        var editor = new JsonTextEditor(text);
        change(editor, Find(text, key) ?? throw new InvalidOperationException($"{key} is not there."));
        return editor.Apply();
    }

    /// <summary>Where a key's value stands; null when it does not stand there in the usual form.</summary>
    public static JsonPart? Find(byte[] text, string key)
    {
        JsonPart? part = JsonPart.Parse(text);
        foreach (var name in key.Split(ConfigurationPath.KeyDelimiter))
        {
            part = part is { IsList: true } list
                ? int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count ? list.Items[index] : null
                : part?.Find(name);
        }

        return part;
    }

    /// <summary>The list of a key, which is made where it is not there.</summary>
    public static byte[] EnsureList(byte[] text, string section, string name) => Find(text, $"{section}:{name}") switch
    {
        { IsList: true } => text,
        null => Change(text, section, (editor, owner) => editor.Set(owner, name, "[]")),
        _ => throw new InvalidOperationException($"{name} is no list."),
    };
}
