namespace TeamsBot.Core.Tables;

/// <summary>One write of a batch. Each states what it believes: that the key is free, or that the row is still at the version read.</summary>
public abstract record Write
{
    private Write(string key) => Key = key;

    public string Key { get; }

    public sealed record InsertOne : Write
    {
        internal InsertOne(string key, Fields fields)
            : base(key) => Fields = fields;

        public Fields Fields { get; }
    }

    public sealed record ReplaceOne : Write
    {
        internal ReplaceOne(string key, Fields fields, string version)
            : base(key) => (Fields, Version) = (fields, version);

        public Fields Fields { get; }

        public string Version { get; }
    }

    public sealed record DeleteOne : Write
    {
        internal DeleteOne(string key, string version)
            : base(key) => Version = version;

        public string Version { get; }
    }

    public static Write Insert(string key, Fields fields) => new InsertOne(key, fields);

    public static Write Replace(Row read, Fields fields) => new ReplaceOne(read.Key, fields, read.Version);

    /// <summary>Inserts where nothing was read, and otherwise replaces what was: still at a version, as every write.</summary>
    public static Write Put(Row? read, string key, Fields fields) => read is null ? Insert(key, fields) : Replace(read, fields);

    /// <summary>Writes the row as it was read: nothing in it changes, but a concurrent commit that checked it fails.</summary>
    public static Write Touch(Row read) => new ReplaceOne(read.Key, read.Fields, read.Version);

    public static Write Delete(Row read) => new DeleteOne(read.Key, read.Version);
}
