namespace Lanekeeper.Models.Translating.Answering;

/// <summary>Tells when a call's arguments are complete, letter by letter: an object, and all that was opened is closed.</summary>
internal sealed class ArgumentsEnd
{
    private int _depth;
    private bool _isText;
    private bool _isEscaped;

    public bool IsReached { get; private set; }

    public void See(string part)
    {
        foreach (var letter in part)
        {
            See(letter);
        }
    }

    private void See(char letter)
    {
        if (_isText)
        {
            (_isText, _isEscaped) = (_isEscaped || letter != '"', !_isEscaped && letter == '\\');
            return;
        }

        switch (letter)
        {
            case '"':
                _isText = true;
                break;
            case '{' or '[':
                _depth++;
                break;
            case '}' or ']':
                _depth--;
                IsReached |= _depth == 0;
                break;
            default:
                break;
        }
    }
}
