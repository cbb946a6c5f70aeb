namespace Lanekeeper.Gateway;

/// <summary>Thrown past the server after an answer that its provider cut, so that no end is sent. The app was told and the call is written down, so it is no fault of this program's.</summary>
public sealed class CutStreamException : IOException
{
    public CutStreamException()
        : base("An app's stream was cut short by its provider; the app was told so.")
    {
    }
}
