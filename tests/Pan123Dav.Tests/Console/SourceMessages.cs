using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pan123Dav.Tests.Console;

/// <summary>
/// Reads the English sentences that a source file makes: literals, interpolated strings and sums of them, with <c>{0}</c> for what is put in.
/// Where one of several texts is put in, or one of several sentences is chosen, each is a sentence of its own.
/// </summary>
internal static partial class SourceMessages
{
    private const string Hole = "\u0001";

    // What a programmer did wrong is told to programmers.
    private static readonly string[] ProgrammingErrors =
        [nameof(InvalidOperationException), nameof(ArgumentException), nameof(ArgumentOutOfRangeException), nameof(NotSupportedException)];

    /// <summary>Every sentence of <paramref name="source"/>, with the line it begins on.</summary>
    public static IEnumerable<(int Line, string Message)> Read(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        foreach (var expression in root.DescendantNodes(node => !IsText(node) && !IsForProgrammers(node)).Where(IsText).Cast<ExpressionSyntax>())
        {
            var line = expression.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            foreach (var text in Variants(expression).Distinct())
            {
                if (IsSentence(text))
                {
                    var number = 0;
                    yield return (line, Regex.Replace(text, Hole, _ => $"{{{number++}}}"));
                }
            }
        }
    }

    private static bool IsForProgrammers(SyntaxNode node) =>
        node is AttributeSyntax
        || (node is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax type } && ProgrammingErrors.Contains(type.Identifier.ValueText));

    // Two words, the second of which is no name.
    private static bool IsSentence(string text) => Words().IsMatch(text);

    private static bool IsText(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal => literal.Token.Value is string,
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && (IsText(sum.Left) || IsText(sum.Right)),
        _ => false,
    };

    private static IEnumerable<string> Variants(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => [text],
        ParenthesizedExpressionSyntax inner => Variants(inner.Expression),
        ConditionalExpressionSyntax choice => Variants(choice.WhenTrue).Concat(Variants(choice.WhenFalse)),
        SwitchExpressionSyntax choice => choice.Arms.SelectMany(arm => Variants(arm.Expression)),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && IsText(sum) =>
            from left in Variants(sum.Left) from right in Variants(sum.Right) select left + right,
        InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.Aggregate(
            (IEnumerable<string>)[""], (before, part) => (from begin in before from end in Variants(part) select begin + end).ToList()),
        ThrowExpressionSyntax => [],
        _ => [Hole],
    };

    private static IEnumerable<string> Variants(InterpolatedStringContentSyntax part) => part switch
    {
        InterpolatedStringTextSyntax text =>
            [text.TextToken.ValueText.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)],
        InterpolationSyntax hole => Variants(hole.Expression),
        _ => [Hole],
    };

    [GeneratedRegex(@"[A-Za-z]{2,}[,:]? [a-z]{2,}")]
    private static partial Regex Words();
}
