using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Pan123Dav.Configuration.Editing;

namespace Pan123Dav.Tests.Configuration.Editing;

public sealed class JsonTextEditorTests
{
    [Theory]
    [InlineData("{}", "{\"N\": 1}")]
    [InlineData("{ }", "{ \"N\": 1 }")]
    [InlineData("{ \"A\": 0 }", "{ \"A\": 0, \"N\": 1 }")]
    [InlineData("{ \"A\": 0, }", "{ \"A\": 0, \"N\": 1, }")]
    [InlineData("{\n  \"A\": 0 // about a\n}", "{\n  \"A\": 0, // about a\n  \"N\": 1\n}")]
    [InlineData("{\r\n\t\"A\": 0\r\n}", "{\r\n\t\"A\": 0,\r\n\t\"N\": 1\r\n}")]
    [InlineData("{\n  \"A\": 0, /* x, y */\n}", "{\n  \"A\": 0,\n  \"N\": 1, /* x, y */\n}")]
    [InlineData("{ \"n\": { \"deep\": [ 1 ] } // old\n}", "{ \"n\": 1 // old\n}")]
    public void Set_Member_LeavesAllElseAsItIs(string text, string expected) =>
        Assert.Equal(expected, Edit(text, (editor, root) => editor.Set(root, "N", "1")));

    [Theory]
    [InlineData("[1, 2, 3]", 0, "[2, 3]")]
    [InlineData("[1, 2, 3]", 1, "[1, 3]")]
    [InlineData("[1, 2, 3]", 2, "[1, 2 ]")]
    [InlineData("[1, 2, 3,]", 2, "[1, 2, ]")]
    [InlineData("[1]", 0, "[]")]
    [InlineData("[\n  // one\n  1, // first\n  2, // second\n  3 // third\n]", 1, "[\n  // one\n  1, // first\n  3 // third\n]")]
    [InlineData("[\n  1, // first\n  2 // second\n]", 1, "[\n  1 // first\n]")]
    [InlineData("[\n  1 // a, b\n  , 2\n]", 1, "[\n  1 // a, b\n   \n]")]
    public void Remove_Item_TakesItsLineAndComma(string text, int index, string expected) =>
        Assert.Equal(
            expected.Replace(" ", "", StringComparison.Ordinal),
            Edit(text, (editor, root) => editor.Remove(root, index)).Replace(" ", "", StringComparison.Ordinal));

    [Fact]
    public void Insert_Item_StandsBeforeTheOther() =>
        Assert.Equal("[\n  1,\n  9,\n  2\n]", Edit("[\n  1,\n  2\n]", (editor, root) => editor.Insert(root, 1, ["9"])));

    [Fact]
    public void Change_OfAnyText_ChangesWhatIsMeant_AndNoOtherByte()
    {
        // Objects of numbers in every layout: blanks, line ends, comments with commas and braces in them, a comma behind the last.
        string[] kinds = ["", " ", "\n  ", "\r\n\t", " // x, ] }\n", "\n// \"y\": {\n  ", "/* , */", " /* ] */ \n"];
        var layouts = Gen.Select(Gen.Int[0, kinds.Length - 1].Select(kind => kinds[kind]).Array[40], Gen.Int[0, 6], Gen.Bool, Gen.Bool, Gen.Int[0, 5]);
        layouts.Sample((gaps, count, isObject, hasComma, choice) =>
        {
            var at = 0;
            string Next() => gaps[at++ % gaps.Length];
            var text = new StringBuilder(Next() + (isObject ? "{" : "[") + Next());
            for (var i = 0; i < count; i++)
            {
                text.Append(isObject ? $"\"k{i}\" :{Next()}{i}" : $"{i}").Append(Next());
                text.Append(i < count - 1 || hasComma ? $",{Next()}" : "");
            }

            text.Append(isObject ? '}' : ']').Append(Next());
            var original = text.ToString();
            var index = count == 0 ? 0 : choice % count;
            foreach (var kind in count == 0 ? ["append"] : new[] { "append", "remove", "replace" })
            {
                var result = Edit(original, (editor, root) =>
                {
                    switch (kind)
                    {
                        case "append":
                            editor.Append(root, [isObject ? "\"new\": 99" : "99"]);
                            break;
                        case "remove":
                            editor.Remove(root, index);
                            break;
                        default:
                            editor.Replace(isObject ? root.Members[index].Value : root.Items[index], "99");
                            break;
                    }
                });
                var expected = Values(original);
                if (kind == "append")
                {
                    expected.Add("99");
                }
                else if (kind == "remove")
                {
                    expected.RemoveAt(index);
                }
                else
                {
                    expected[index] = "99";
                }

                Assert.Equal(expected, Values(result));

                // What is left of the original, in its order, is the original less one stretch, but for single commas.
                if (kind != "remove")
                {
                    Assert.True(IsSubsequence(kind == "append" ? original : "", result), $"{kind}: {original} -> {result}");
                }
            }
        });
    }

    private static bool IsSubsequence(string part, string whole)
    {
        var at = 0;
        foreach (var letter in whole)
        {
            at += at < part.Length && part[at] == letter ? 1 : 0;
        }

        return at == part.Length;
    }

    private static List<string> Values(string text)
    {
        var root = JsonNode.Parse(text, null, new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        return [.. (root is JsonObject members ? members.Select(member => member.Value) : root.AsArray()).Select(value => value!.ToJsonString())];
    }

    private static string Edit(string text, Action<JsonTextEditor, JsonPart> change)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var editor = new JsonTextEditor(bytes);
        change(editor, JsonPart.Parse(bytes));
        return Encoding.UTF8.GetString(editor.Apply());
    }
}
