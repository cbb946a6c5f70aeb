namespace Lanekeeper.Web.Controls;

/// <summary>Text that someone else wrote, so that all of it can be seen.</summary>
public static class Foreign
{
    /// <summary>Control characters become their pictures (<c>␀</c>), but for tabs and line breaks.</summary>
    public static string Visible(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && !text.Contains('\u007f', StringComparison.Ordinal)
            ? text
            : string.Create(text.Length, text, static (into, from) =>
            {
                for (var i = 0; i < from.Length; i++)
                {
                    into[i] = Picture(from[i]);
                }
            });

    private static char Picture(char character) => character switch
    {
        '\t' or '\n' or '\r' => character,
        < ' ' => (char)('\u2400' + character),
        '\u007f' => '\u2421',
        _ => character,
    };
}
