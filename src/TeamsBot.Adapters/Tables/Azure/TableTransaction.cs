using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>The conditional ones of the package's; a merge or an upsert has no place in this product.</summary>
internal enum TableTransactionActionType
{
    Add,
    UpdateReplace,
    Delete,
}

internal enum TableUpdateMode
{
    Replace,
}

internal sealed class TableTransactionAction(TableTransactionActionType actionType, TableEntity entity, ETag etag = default)
{
    public TableTransactionActionType ActionType { get; } = actionType;

    public TableEntity Entity { get; } = entity;

    public ETag ETag { get; } = etag;
}

/// <summary>One action of a transaction failed, and so none was applied.</summary>
internal sealed class TableTransactionFailedException(RequestFailedException failure)
    : RequestFailedException(failure.Status, failure.Message, failure.ErrorCode, failure.InnerException)
{
    /// <summary>The service begins its message with the index of the action: <c>2:The update condition …</c>.</summary>
    public int? FailedTransactionActionIndex { get; } = ReadIndex(failure.Message);

    private static int? ReadIndex(string message) =>
        message.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
