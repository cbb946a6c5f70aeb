namespace Lanekeeper.Project.Templating;

/// <param name="Offset">Where in the template's text, in UTF-16 units.</param>
internal sealed record TemplateFault(int Offset, string Message);
