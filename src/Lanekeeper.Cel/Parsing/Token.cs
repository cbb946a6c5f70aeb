namespace Lanekeeper.Cel.Parsing;

internal enum TokenKind
{
    End,
    Identifier,

    /// <summary><c>`content-type`</c>, which may stand after a dot.</summary>
    QuotedIdentifier,
    Number,
    Text,
    Symbol,
}

/// <param name="Text">The source of it; of a quoted identifier what stands between the quotes.</param>
/// <param name="Value">What a string or bytes literal says.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, string Text, CelValue Value = default)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>The token as an error message names it.</summary>
    public string Name => Kind == TokenKind.End ? "the end" : Text.Length > 30 ? $"'{Text[..30]}…'" : $"'{Text}'";
}
