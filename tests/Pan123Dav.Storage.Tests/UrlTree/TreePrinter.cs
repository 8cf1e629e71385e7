using System.Globalization;
using System.Text;

namespace Pan123Dav.Storage.Tests.UrlTree;

/// <summary>Writes trees as texts, in the forms that owners use.</summary>
internal static class TreePrinter
{
    public static string Print(IReadOnlyList<Node> members)
    {
        var text = new StringBuilder();
        Print(members, "", text);
        return text.ToString();
    }

    /// <summary>What <c>Trees.Print</c> gives for the same tree.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<Node> members, string parent = "") => members.SelectMany(node => node.Members is null
        ? [$"{parent}/{node.Name} {Or(node.Length)} {Or(node.Modified)} {Url(node)}"]
        : Describe(node.Members, $"{parent}/{node.Name}").Prepend($"{parent}/{node.Name}/"));

    private static void Print(IReadOnlyList<Node> members, string indent, StringBuilder text)
    {
        foreach (var node in members)
        {
            if (node.Members is not null)
            {
                text.Append(indent).Append(node.Name).Append(":\n");
                Print(node.Members, indent + "  ", text);
            }
            else
            {
                var name = node.IsNamedByUrl ? "" : node.Name + ":";
                text.Append(indent).Append(name).Append(CultureInfo.InvariantCulture, $"{node.Length}:{node.Modified}:{Url(node)}\n");
            }
        }
    }

    private static string Url(Node node) => "https://h/%E9%9F%B3/" + (node.IsNamedByUrl ? Uri.EscapeDataString(node.Name) : "x?y=1");

    private static string Or(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A file, or a folder when there are members.</summary>
    internal sealed record Node(string Name, long? Length, long? Modified, bool IsNamedByUrl, IReadOnlyList<Node>? Members);
}
