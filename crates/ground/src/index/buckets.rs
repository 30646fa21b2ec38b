//! Numbers sorted into buckets, in two flat lists.

/// For each bucket, the numbers of the things in it, rising.
#[derive(Clone, Debug, Default)]
pub struct Buckets {
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Buckets {
    /// `spans` names the buckets of each thing in turn, all below `count`; what is not below is left out.
    pub fn new<S: IntoIterator<Item = usize> + Clone>(
        count: usize,
        spans: impl Iterator<Item = S> + Clone,
    ) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for bucket in spans.clone().flatten() {
            if let Some(size) = starts.get_mut(bucket + 1).filter(|_| bucket < count) {
                *size += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut free = starts.clone();
        let mut members = vec![0; sum as usize];
        for (number, span) in (0..).zip(spans) {
            for bucket in span {
                let Some(next) = free.get_mut(bucket).filter(|_| bucket < count) else { continue };
                if let Some(slot) = members.get_mut(*next as usize) {
                    *slot = number;
                    *next += 1;
                }
            }
        }
        Self { starts, members }
    }

    /// What is in a bucket; nothing beyond the last.
    pub fn get(&self, bucket: usize) -> &[u32] {
        let bounds = self.starts.get(bucket).zip(self.starts.get(bucket + 1));
        let members = bounds.and_then(|(from, to)| self.members.get(*from as usize..*to as usize));
        members.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_in_its_own() {
        let buckets = Buckets::new(3, [vec![0, 2], vec![], vec![2], vec![1, 2, 7]].into_iter());
        let all: Vec<&[u32]> = (0..4).map(|bucket| buckets.get(bucket)).collect();
        assert_eq!(all, [&[0][..], &[3], &[0, 2, 3], &[]]);
    }
}
