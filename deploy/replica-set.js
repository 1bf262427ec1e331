// Initiates the replica set if it is not initiated yet, and waits for a primary. Run by mongosh on the first member.
const members = ['mongo1:27017', 'mongo2:27017', 'mongo3:27017'].map((host, _id) => ({ _id, host }));

try {
    db.adminCommand({ replSetGetStatus: 1 });
} catch (refused) {
    if (refused.codeName !== 'NotYetInitialized') throw refused;
    initiate();
}

function initiate() {
    const answer = db.adminCommand({ replSetInitiate: { _id: 'keyledger', members } });
    if (!answer.ok) throw new Error('the replica set could not be initiated: ' + answer.errmsg);
}

for (let second = 0; second < 60; second++) {
    const primary = db.hello().primary;
    if (primary) {
        print('primary: ' + primary);
        quit(0);
    }
    sleep(1000);
}
print('no primary after 60 s: see the logs of mongo1, mongo2 and mongo3');
quit(1);
